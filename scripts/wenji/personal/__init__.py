"""Personal data in sources: numbers that lead to one person, found (`numbers`) and, where the
editor says so, hidden from everything that is published (`masks`)."""
