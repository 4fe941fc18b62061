# Filled in with the export of the libraries.
