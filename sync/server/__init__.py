"""The district's end: takes what offices bring, hands out what they may see, and shows it to the coordinator."""
