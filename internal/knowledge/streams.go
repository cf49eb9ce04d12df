package knowledge

// streams: functions that read from or write to whatever they are given, and
// what puts a layer on top of that. Which kind of wait it is, if any, the engine
// decides from the resource.
//
// An embedded interface's method belongs to the interface that declares it:
// Read of an io.ReadWriteCloser is io.Reader.Read. Prints to standard output
// and logging (log, slog) are left out.
var streams = Tables{
	Ops: []Op{
		{Func: Func{"bufio", "Reader", "Discard"}, On: Recv, Dir: Read},
		{Func: Func{"bufio", "Reader", "Peek"}, On: Recv, Dir: Read},
		{Func: Func{"bufio", "Reader", "Read"}, On: Recv, Dir: Read},
		{Func: Func{"bufio", "Reader", "ReadByte"}, On: Recv, Dir: Read},
		{Func: Func{"bufio", "Reader", "ReadBytes"}, On: Recv, Dir: Read},
		{Func: Func{"bufio", "Reader", "ReadLine"}, On: Recv, Dir: Read},
		{Func: Func{"bufio", "Reader", "ReadRune"}, On: Recv, Dir: Read},
		{Func: Func{"bufio", "Reader", "ReadSlice"}, On: Recv, Dir: Read},
		{Func: Func{"bufio", "Reader", "ReadString"}, On: Recv, Dir: Read},
		{Func: Func{"bufio", "Reader", "WriteTo"}, On: Recv, Dir: Read, Drains: true},
		{Func: Func{"bufio", "Reader", "WriteTo"}, On: Arg0, Dir: Write, Drains: true},
		{Func: Func{"bufio", "Scanner", "Scan"}, On: Recv, Dir: Read},
		{Func: Func{"bufio", "Writer", "Flush"}, On: Recv, Dir: Write},
		{Func: Func{"bufio", "Writer", "ReadFrom"}, On: Recv, Dir: Write, Drains: true},
		{Func: Func{"bufio", "Writer", "ReadFrom"}, On: Arg0, Dir: Read, Drains: true},
		{Func: Func{"bufio", "Writer", "Write"}, On: Recv, Dir: Write},
		{Func: Func{"bufio", "Writer", "WriteByte"}, On: Recv, Dir: Write},
		{Func: Func{"bufio", "Writer", "WriteRune"}, On: Recv, Dir: Write},
		{Func: Func{"bufio", "Writer", "WriteString"}, On: Recv, Dir: Write},

		{Func: Func{"fmt", "", "Fprint"}, On: Arg0, Dir: Write},
		{Func: Func{"fmt", "", "Fprintf"}, On: Arg0, Dir: Write},
		{Func: Func{"fmt", "", "Fprintln"}, On: Arg0, Dir: Write},
		{Func: Func{"fmt", "", "Fscan"}, On: Arg0, Dir: Read},
		{Func: Func{"fmt", "", "Fscanf"}, On: Arg0, Dir: Read},
		{Func: Func{"fmt", "", "Fscanln"}, On: Arg0, Dir: Read},

		{Func: Func{"io", "", "Copy"}, On: Arg0, Dir: Write, Drains: true},
		{Func: Func{"io", "", "Copy"}, On: Arg1, Dir: Read, Drains: true},
		{Func: Func{"io", "", "CopyBuffer"}, On: Arg0, Dir: Write, Drains: true},
		{Func: Func{"io", "", "CopyBuffer"}, On: Arg1, Dir: Read, Drains: true},
		{Func: Func{"io", "", "CopyN"}, On: Arg0, Dir: Write},
		{Func: Func{"io", "", "CopyN"}, On: Arg1, Dir: Read},
		{Func: Func{"io", "", "ReadAll"}, On: Arg0, Dir: Read, Drains: true},
		{Func: Func{"io", "", "ReadAtLeast"}, On: Arg0, Dir: Read},
		{Func: Func{"io", "", "ReadFull"}, On: Arg0, Dir: Read},
		{Func: Func{"io", "", "WriteString"}, On: Arg0, Dir: Write},
		{Func: Func{"io", "ByteReader", "ReadByte"}, On: Recv, Dir: Read},
		{Func: Func{"io", "ByteWriter", "WriteByte"}, On: Recv, Dir: Write},
		{Func: Func{"io", "LimitedReader", "Read"}, On: Recv, Dir: Read},
		{Func: Func{"io", "OffsetWriter", "Write"}, On: Recv, Dir: Write},
		{Func: Func{"io", "OffsetWriter", "WriteAt"}, On: Recv, Dir: Write},
		{Func: Func{"io", "Reader", "Read"}, On: Recv, Dir: Read},
		{Func: Func{"io", "ReaderAt", "ReadAt"}, On: Recv, Dir: Read},
		{Func: Func{"io", "ReaderFrom", "ReadFrom"}, On: Recv, Dir: Write, Drains: true},
		{Func: Func{"io", "ReaderFrom", "ReadFrom"}, On: Arg0, Dir: Read, Drains: true},
		{Func: Func{"io", "RuneReader", "ReadRune"}, On: Recv, Dir: Read},
		{Func: Func{"io", "SectionReader", "Read"}, On: Recv, Dir: Read},
		{Func: Func{"io", "SectionReader", "ReadAt"}, On: Recv, Dir: Read},
		{Func: Func{"io", "StringWriter", "WriteString"}, On: Recv, Dir: Write},
		{Func: Func{"io", "Writer", "Write"}, On: Recv, Dir: Write},
		{Func: Func{"io", "WriterAt", "WriteAt"}, On: Recv, Dir: Write},
		{Func: Func{"io", "WriterTo", "WriteTo"}, On: Recv, Dir: Read, Drains: true},
		{Func: Func{"io", "WriterTo", "WriteTo"}, On: Arg0, Dir: Write, Drains: true},

		{Func: Func{"io/fs", "File", "Read"}, On: Recv, Dir: Read},

		{Func: Func{"net", "Buffers", "WriteTo"}, On: Arg0, Dir: Write},
	},
	Wraps: []Wrap{
		{Func: Func{"bufio", "", "NewReadWriter"}, On: Arg0, Dir: Read},
		{Func: Func{"bufio", "", "NewReadWriter"}, On: Arg1, Dir: Write},
		{Func: Func{"bufio", "", "NewReader"}, On: Arg0, Dir: Read},
		{Func: Func{"bufio", "", "NewReaderSize"}, On: Arg0, Dir: Read},
		{Func: Func{"bufio", "", "NewScanner"}, On: Arg0, Dir: Read},
		{Func: Func{"bufio", "", "NewWriter"}, On: Arg0, Dir: Write},
		{Func: Func{"bufio", "", "NewWriterSize"}, On: Arg0, Dir: Write},
		{Func: Func{"bufio", "Reader", "Reset"}, On: Arg0, Dir: Read, Into: Recv},
		{Func: Func{"bufio", "Writer", "Reset"}, On: Arg0, Dir: Write, Into: Recv},

		{Func: Func{"io", "", "LimitReader"}, On: Arg0, Dir: Read},
		{Func: Func{"io", "", "MultiReader"}, On: Arg0, Dir: Read},
		{Func: Func{"io", "", "MultiWriter"}, On: Arg0, Dir: Write},
		{Func: Func{"io", "", "NewOffsetWriter"}, On: Arg0, Dir: Write},
		{Func: Func{"io", "", "NewSectionReader"}, On: Arg0, Dir: Read},
		{Func: Func{"io", "", "NopCloser"}, On: Arg0, Dir: Read},
		{Func: Func{"io", "", "TeeReader"}, On: Arg0, Dir: Read},
		{Func: Func{"io", "", "TeeReader"}, On: Arg1, Dir: Write},
	},
}
