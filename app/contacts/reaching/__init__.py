"""How is everybody who was chosen reached: e-mail, SMS, or otherwise?"""
