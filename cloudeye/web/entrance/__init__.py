"""The pages before the pages: sign-in, password, second factor, first set-up. Rendered on the server, no script needed."""
