"""What a browser makes of the built site: handouts, card images and screenshots.

It reads the folder that Sphinx wrote, and what it draws goes into that folder: PDFs for paper with a
link to each on its page, and pictures that chats show, named in each page's head. So the everyday
build needs no browser, and never points to anything that is not there.
"""
