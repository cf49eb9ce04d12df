package knowledge

// streams: functions that read from or write to whatever they are given.
// Which kind of wait that is, if any, the engine decides from the resource.
var streams = Tables{
	Ops: []Op{
		{Func: Func{"io", "Reader", "Read"}, On: Recv, Dir: Read},
		{Func: Func{"io", "Writer", "Write"}, On: Recv, Dir: Write},
		{Func: Func{"io", "", "ReadFull"}, On: Arg0, Dir: Read},
		{Func: Func{"io", "", "ReadAtLeast"}, On: Arg0, Dir: Read},
		{Func: Func{"io", "", "ReadAll"}, On: Arg0, Dir: Read},
		{Func: Func{"io", "", "Copy"}, On: Arg1, Dir: Read},
		{Func: Func{"io", "", "Copy"}, On: Arg0, Dir: Write},
		{Func: Func{"bufio", "Reader", "ReadString"}, On: Recv, Dir: Read},
		{Func: Func{"bufio", "Writer", "Flush"}, On: Recv, Dir: Write},
	},
	Wraps: []Wrap{
		{Func{"bufio", "", "NewReader"}, Arg0, Read},
		{Func{"bufio", "", "NewWriter"}, Arg0, Write},
	},
}
