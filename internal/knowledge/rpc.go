package knowledge

var rpcs = Tables{}
