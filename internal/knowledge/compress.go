package knowledge

// compress: the well-known compressors that are not in the standard library.
var compress = Tables{
	Ops: []Op{
		{Func: Func{"github.com/klauspost/compress/gzip", "Reader", "Read"}, On: Recv, Dir: Read},
		{Func: Func{"github.com/klauspost/compress/gzip", "Writer", "Close"}, On: Recv, Dir: Write},
		{Func: Func{"github.com/klauspost/compress/gzip", "Writer", "Flush"}, On: Recv, Dir: Write},
		{Func: Func{"github.com/klauspost/compress/gzip", "Writer", "Write"}, On: Recv, Dir: Write},
		{Func: Func{"github.com/klauspost/compress/s2", "Reader", "Read"}, On: Recv, Dir: Read},
		{Func: Func{"github.com/klauspost/compress/s2", "Writer", "Close"}, On: Recv, Dir: Write},
		{Func: Func{"github.com/klauspost/compress/s2", "Writer", "Flush"}, On: Recv, Dir: Write},
		{Func: Func{"github.com/klauspost/compress/s2", "Writer", "Write"}, On: Recv, Dir: Write},
		{Func: Func{"github.com/klauspost/compress/zstd", "Decoder", "Read"}, On: Recv, Dir: Read},
		{Func: Func{"github.com/klauspost/compress/zstd", "Encoder", "Close"}, On: Recv, Dir: Write},
		{Func: Func{"github.com/klauspost/compress/zstd", "Encoder", "Flush"}, On: Recv, Dir: Write},
		{Func: Func{"github.com/klauspost/compress/zstd", "Encoder", "Write"}, On: Recv, Dir: Write},
	},
	Wraps: []Wrap{
		{Func: Func{"github.com/klauspost/compress/gzip", "", "NewReader"}, On: Arg0, Dir: Read},
		{Func: Func{"github.com/klauspost/compress/gzip", "", "NewWriter"}, On: Arg0, Dir: Write},
		{Func: Func{"github.com/klauspost/compress/gzip", "Reader", "Reset"}, On: Arg0, Dir: Read, Into: Recv},
		{Func: Func{"github.com/klauspost/compress/gzip", "Writer", "Reset"}, On: Arg0, Dir: Write, Into: Recv},
		{Func: Func{"github.com/klauspost/compress/s2", "", "NewReader"}, On: Arg0, Dir: Read},
		{Func: Func{"github.com/klauspost/compress/s2", "", "NewWriter"}, On: Arg0, Dir: Write},
		{Func: Func{"github.com/klauspost/compress/s2", "Reader", "Reset"}, On: Arg0, Dir: Read, Into: Recv},
		{Func: Func{"github.com/klauspost/compress/s2", "Writer", "Reset"}, On: Arg0, Dir: Write, Into: Recv},
		{Func: Func{"github.com/klauspost/compress/zstd", "", "NewReader"}, On: Arg0, Dir: Read},
		{Func: Func{"github.com/klauspost/compress/zstd", "", "NewWriter"}, On: Arg0, Dir: Write},
		{Func: Func{"github.com/klauspost/compress/zstd", "Decoder", "Reset"}, On: Arg0, Dir: Read, Into: Recv},
		{Func: Func{"github.com/klauspost/compress/zstd", "Encoder", "Reset"}, On: Arg0, Dir: Write, Into: Recv},
	},
}
