MATCH (a:Actor)
UNWIND a.aliases AS alias
WITH a, alias
WHERE $text = '' OR toLower(alias) CONTAINS toLower($text) OR toLower(a.name_ja) CONTAINS toLower($text)
RETURN a.id AS actor, a.name_ja AS name, alias, a.generic AS generic
ORDER BY actor, alias
