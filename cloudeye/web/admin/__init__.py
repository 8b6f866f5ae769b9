"""The administrators' and the auditor's pages: accounts, sessions, displays, the table of permissions, the trail."""
