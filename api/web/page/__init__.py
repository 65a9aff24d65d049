"""The files of the explorer, and the page of the API."""
