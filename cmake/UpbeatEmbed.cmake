# Filled in with upbeat_embed.
