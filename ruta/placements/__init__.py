"""Who looks for work, who was proposed to whom, and did it become a job that lasts?"""
