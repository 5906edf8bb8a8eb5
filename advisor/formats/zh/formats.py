"""Chinese in either script, in place of Django's, which groups no digits."""

DATE_FORMAT = "Y 年 n 月 j 日"  # 2025 年 8 月 7 日
DECIMAL_SEPARATOR = "."
THOUSAND_SEPARATOR = ","
NUMBER_GROUPING = 3
