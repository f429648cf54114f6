"""One list of everything that is wrong with the handbook's pages: `./do check`.

Data flows one way through the rooms, and no room imports one that stands behind it:

    reading, page, handbook,
    menu, front_matter         what is read: Markdown, a page, all of them, what they say at their top
    mistake, rule              what is found, what finds it
    rules/                     looks at the Markdown and at the files themselves
    tools/                     asks the formatter and the spelling checker
    build/                     runs Sphinx and keeps everything that it says; the only room that knows it
    rewording/                 says in our words what Sphinx said
    contract, budgets          ask the link contract, and how much a page asks of its reader
    catalogue/                 each kind of mistake: broken, said, mended; for tests and help pages
    fold, report               each mistake once; for a person, a program, GitHub
    cli                        the command
"""
