-- Effect: drops the profile table of this connection once the records are written.
DROP TABLE demo_profile
