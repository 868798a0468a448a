-- Rows of up to 8 kB are stored as they are: compressing them took longer than writing them.
ALTER TABLE "snapshotRow" SET (toast_tuple_target = 8160);
