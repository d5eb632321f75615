"""What did colleagues find out that works, and where else is it done now?"""
