"""Which procedures end in a certificate that anybody can check, and where does each dossier stand?"""
