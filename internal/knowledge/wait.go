package knowledge

var waits = Tables{}
