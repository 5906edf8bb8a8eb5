"""What the topics of /learn/ show: words, tables and pictures from the edition and from arithmetic. Nothing here knows a page."""
