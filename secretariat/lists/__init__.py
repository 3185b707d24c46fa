"""What every list shares: saved views, chosen columns, bounded paging, and exports of exactly what is filtered."""
