"""What does a gateway tell of the messages that it carried?"""
