"""The modals that change a charter, one a file; `frame` is what they share."""
