"""Recording a complaint: one screen from the first field to the receipt."""
