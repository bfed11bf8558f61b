"""The API: one file a resource, each with a `router`; typed, described at /api/openapi.json."""
