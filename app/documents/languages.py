"""What is a paper's language called in a file? (BCP 47)"""

LANGUAGE_TAGS = {"nb": "nb-NO", "nn": "nn-NO", "en": "en-GB"}
