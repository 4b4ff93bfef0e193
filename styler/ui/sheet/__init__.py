"""The contact sheet: small pictures to choose from."""
