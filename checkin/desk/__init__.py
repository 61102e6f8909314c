"""What a person does at the desk: one verb a module, each over a `Post`.

`admit` is the heart: look up, decide, append the movement and enqueue the operation in one transaction.
None of it waits for a network, a printer or a camera.
"""
