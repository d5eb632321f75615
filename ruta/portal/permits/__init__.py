"""What does anybody learn of a certificate, and an applicant of their own dossier?"""
