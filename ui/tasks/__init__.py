"""Work in the background: a child process that holds the project, and the tasks it is given."""
