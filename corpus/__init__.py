"""What is known: records, content, embedding and index; the contract between ingest and assistant."""
