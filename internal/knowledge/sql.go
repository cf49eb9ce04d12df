package knowledge

var sqls = Tables{}
