"""Spanish as it is written in the USA, in place of Django's, which is that of Spain."""

DATE_FORMAT = "j b Y"  # 7 ago 2025
DECIMAL_SEPARATOR = "."
THOUSAND_SEPARATOR = ","
NUMBER_GROUPING = 3
