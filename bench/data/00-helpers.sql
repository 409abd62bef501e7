-- Ids that can be computed: the n-th thing of a kind. Time-ordered in shape, as the product's own are.
CREATE FUNCTION pg_temp.uid(kind int, n bigint) RETURNS uuid LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT (lpad(to_hex(kind), 8, '0') || '-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid $$;

-- A size of this run, as the generator set it.
CREATE FUNCTION pg_temp.size(name text) RETURNS int LANGUAGE sql STABLE AS
$$ SELECT current_setting('bench.' || name)::int $$;

-- A number from 0 up to, not including, `below`: looks random, and is the same in every run.
CREATE FUNCTION pg_temp.pick(n bigint, salt int, below int) RETURNS int LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT ((hashint8extended(n, salt) & 2147483647) % below)::int $$;
