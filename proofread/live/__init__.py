"""The preview that follows your edits: serves the built pages, rebuilds on save, reloads the browser.

Two processes: one serves and watches (``serve``, ``watch``), the other builds (``worker``). So pages are
served while others are being written, and whatever stops a build does not stop the preview. The built
files are those that would be published; what the preview adds to a page it adds while serving (``site``).
"""
