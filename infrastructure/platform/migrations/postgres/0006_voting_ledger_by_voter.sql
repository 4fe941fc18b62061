drop index voting_ledger_by_voter;
create index voting_ledger_by_voter on voting_ledger (voter);
