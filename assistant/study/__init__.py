"""Self-study: a plan to read by, a quiz, cards to remember and a guide, all made from what is in the index.

Enters: a request (in the chat or from the page) and an index. Leaves: drafts of answers in the chat, and records that
the exports lay out. Refuses to ask or tell anything that no verified span carries.
"""
