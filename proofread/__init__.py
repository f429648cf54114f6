"""One list of everything that is wrong with the handbook's pages: `./do check`.

Data flows one way through the rooms, and no room imports one that stands behind it:

    reading, page, handbook,
    menu, front_matter         what is read: Markdown, a page, all of them, what they say at their top
    mistake, rule              what is found, what finds it
    rules/                     looks at the Markdown and at the files themselves
    tools/                     asks the formatter and the spelling checker
    build/                     runs Sphinx and keeps everything that it says; the only room that knows it
    rewording/                 says in our words what Sphinx said
    contract, built/           ask the link contract; what holds for a built page, and its budgets
    catalogue/                 each kind of mistake: broken, said, mended; for tests and help pages
    fold, report               each mistake once; for a person, a program, GitHub
    kinds, catalogue/, entries/   all kinds; each with a broken page and its remedy; their help pages
    check, fixing              looks at everything; does what is certain
    cli                        the command
"""
