package knowledge

var execs = Tables{}
