package knowledge

// coders: encoders, compressors, archives and templates. They wait for the
// stream below them; closing or flushing one writes what it still holds.
var coders = Tables{
	Ops: []Op{
		{Func: Func{"archive/tar", "Reader", "Next"}, On: Recv, Dir: Read},
		{Func: Func{"archive/tar", "Reader", "Read"}, On: Recv, Dir: Read},
		{Func: Func{"archive/tar", "Writer", "AddFS"}, On: Recv, Dir: Write},
		{Func: Func{"archive/tar", "Writer", "Close"}, On: Recv, Dir: Write},
		{Func: Func{"archive/tar", "Writer", "Flush"}, On: Recv, Dir: Write},
		{Func: Func{"archive/tar", "Writer", "Write"}, On: Recv, Dir: Write},
		{Func: Func{"archive/tar", "Writer", "WriteHeader"}, On: Recv, Dir: Write},

		// The directory at the end of the archive is read at once.
		{Func: Func{"archive/zip", "", "NewReader"}, On: Arg0, Dir: Read},
		{Func: Func{"archive/zip", "Writer", "AddFS"}, On: Recv, Dir: Write},
		{Func: Func{"archive/zip", "Writer", "Close"}, On: Recv, Dir: Write},
		{Func: Func{"archive/zip", "Writer", "Copy"}, On: Recv, Dir: Write},
		{Func: Func{"archive/zip", "Writer", "Create"}, On: Recv, Dir: Write},
		{Func: Func{"archive/zip", "Writer", "CreateHeader"}, On: Recv, Dir: Write},
		{Func: Func{"archive/zip", "Writer", "CreateRaw"}, On: Recv, Dir: Write},
		{Func: Func{"archive/zip", "Writer", "Flush"}, On: Recv, Dir: Write},

		{Func: Func{"compress/flate", "Writer", "Close"}, On: Recv, Dir: Write},
		{Func: Func{"compress/flate", "Writer", "Flush"}, On: Recv, Dir: Write},
		{Func: Func{"compress/flate", "Writer", "Write"}, On: Recv, Dir: Write},

		// The header is read at once.
		{Func: Func{"compress/gzip", "", "NewReader"}, On: Arg0, Dir: Read},
		{Func: Func{"compress/gzip", "Reader", "Read"}, On: Recv, Dir: Read},
		{Func: Func{"compress/gzip", "Reader", "Reset"}, On: Arg0, Dir: Read},
		{Func: Func{"compress/gzip", "Writer", "Close"}, On: Recv, Dir: Write},
		{Func: Func{"compress/gzip", "Writer", "Flush"}, On: Recv, Dir: Write},
		{Func: Func{"compress/gzip", "Writer", "Write"}, On: Recv, Dir: Write},

		{Func: Func{"compress/lzw", "Reader", "Read"}, On: Recv, Dir: Read},
		{Func: Func{"compress/lzw", "Writer", "Close"}, On: Recv, Dir: Write},
		{Func: Func{"compress/lzw", "Writer", "Write"}, On: Recv, Dir: Write},

		{Func: Func{"compress/zlib", "", "NewReader"}, On: Arg0, Dir: Read},
		{Func: Func{"compress/zlib", "", "NewReaderDict"}, On: Arg0, Dir: Read},
		{Func: Func{"compress/zlib", "Writer", "Close"}, On: Recv, Dir: Write},
		{Func: Func{"compress/zlib", "Writer", "Flush"}, On: Recv, Dir: Write},
		{Func: Func{"compress/zlib", "Writer", "Write"}, On: Recv, Dir: Write},

		{Func: Func{"crypto/cipher", "StreamReader", "Read"}, On: Recv, Dir: Read},
		{Func: Func{"crypto/cipher", "StreamWriter", "Write"}, On: Recv, Dir: Write},

		{Func: Func{"encoding/binary", "", "Read"}, On: Arg0, Dir: Read},
		{Func: Func{"encoding/binary", "", "ReadUvarint"}, On: Arg0, Dir: Read},
		{Func: Func{"encoding/binary", "", "ReadVarint"}, On: Arg0, Dir: Read},
		{Func: Func{"encoding/binary", "", "Write"}, On: Arg0, Dir: Write},

		{Func: Func{"encoding/csv", "Reader", "Read"}, On: Recv, Dir: Read},
		{Func: Func{"encoding/csv", "Reader", "ReadAll"}, On: Recv, Dir: Read, Drains: true},
		{Func: Func{"encoding/csv", "Writer", "Flush"}, On: Recv, Dir: Write},
		{Func: Func{"encoding/csv", "Writer", "Write"}, On: Recv, Dir: Write},
		{Func: Func{"encoding/csv", "Writer", "WriteAll"}, On: Recv, Dir: Write},

		{Func: Func{"encoding/gob", "Decoder", "Decode"}, On: Recv, Dir: Read},
		{Func: Func{"encoding/gob", "Decoder", "DecodeValue"}, On: Recv, Dir: Read},
		{Func: Func{"encoding/gob", "Encoder", "Encode"}, On: Recv, Dir: Write},
		{Func: Func{"encoding/gob", "Encoder", "EncodeValue"}, On: Recv, Dir: Write},

		{Func: Func{"encoding/json", "Decoder", "Decode"}, On: Recv, Dir: Read},
		{Func: Func{"encoding/json", "Decoder", "More"}, On: Recv, Dir: Read},
		{Func: Func{"encoding/json", "Decoder", "Token"}, On: Recv, Dir: Read},
		{Func: Func{"encoding/json", "Encoder", "Encode"}, On: Recv, Dir: Write},

		{Func: Func{"encoding/pem", "", "Encode"}, On: Arg0, Dir: Write, UnderLock: true},

		{Func: Func{"encoding/xml", "Decoder", "Decode"}, On: Recv, Dir: Read},
		{Func: Func{"encoding/xml", "Decoder", "DecodeElement"}, On: Recv, Dir: Read},
		{Func: Func{"encoding/xml", "Decoder", "RawToken"}, On: Recv, Dir: Read},
		{Func: Func{"encoding/xml", "Decoder", "Skip"}, On: Recv, Dir: Read},
		{Func: Func{"encoding/xml", "Decoder", "Token"}, On: Recv, Dir: Read},
		{Func: Func{"encoding/xml", "Encoder", "Close"}, On: Recv, Dir: Write},
		{Func: Func{"encoding/xml", "Encoder", "Encode"}, On: Recv, Dir: Write},
		{Func: Func{"encoding/xml", "Encoder", "EncodeElement"}, On: Recv, Dir: Write},
		{Func: Func{"encoding/xml", "Encoder", "EncodeToken"}, On: Recv, Dir: Write},
		{Func: Func{"encoding/xml", "Encoder", "Flush"}, On: Recv, Dir: Write},

		{Func: Func{"html/template", "Template", "Execute"}, On: Arg0, Dir: Write},
		{Func: Func{"html/template", "Template", "ExecuteTemplate"}, On: Arg0, Dir: Write},

		{Func: Func{"image", "", "Decode"}, On: Arg0, Dir: Read},
		{Func: Func{"image", "", "DecodeConfig"}, On: Arg0, Dir: Read},

		{Func: Func{"image/gif", "", "Decode"}, On: Arg0, Dir: Read},
		{Func: Func{"image/gif", "", "DecodeAll"}, On: Arg0, Dir: Read},
		{Func: Func{"image/gif", "", "DecodeConfig"}, On: Arg0, Dir: Read},
		{Func: Func{"image/gif", "", "Encode"}, On: Arg0, Dir: Write},
		{Func: Func{"image/gif", "", "EncodeAll"}, On: Arg0, Dir: Write},

		{Func: Func{"image/jpeg", "", "Decode"}, On: Arg0, Dir: Read},
		{Func: Func{"image/jpeg", "", "DecodeConfig"}, On: Arg0, Dir: Read},
		{Func: Func{"image/jpeg", "", "Encode"}, On: Arg0, Dir: Write},

		{Func: Func{"image/png", "", "Decode"}, On: Arg0, Dir: Read},
		{Func: Func{"image/png", "", "DecodeConfig"}, On: Arg0, Dir: Read},
		{Func: Func{"image/png", "", "Encode"}, On: Arg0, Dir: Write},
		{Func: Func{"image/png", "Encoder", "Encode"}, On: Arg0, Dir: Write},

		{Func: Func{"mime/multipart", "Part", "Read"}, On: Recv, Dir: Read},
		{Func: Func{"mime/multipart", "Reader", "NextPart"}, On: Recv, Dir: Read},
		{Func: Func{"mime/multipart", "Reader", "NextRawPart"}, On: Recv, Dir: Read},
		{Func: Func{"mime/multipart", "Reader", "ReadForm"}, On: Recv, Dir: Read},
		{Func: Func{"mime/multipart", "Writer", "Close"}, On: Recv, Dir: Write},
		{Func: Func{"mime/multipart", "Writer", "CreateFormField"}, On: Recv, Dir: Write},
		{Func: Func{"mime/multipart", "Writer", "CreateFormFile"}, On: Recv, Dir: Write},
		{Func: Func{"mime/multipart", "Writer", "CreatePart"}, On: Recv, Dir: Write},
		{Func: Func{"mime/multipart", "Writer", "WriteField"}, On: Recv, Dir: Write},

		{Func: Func{"mime/quotedprintable", "Reader", "Read"}, On: Recv, Dir: Read},
		{Func: Func{"mime/quotedprintable", "Writer", "Close"}, On: Recv, Dir: Write},
		{Func: Func{"mime/quotedprintable", "Writer", "Write"}, On: Recv, Dir: Write},

		{Func: Func{"runtime/pprof", "", "WriteHeapProfile"}, On: Arg0, Dir: Write, UnderLock: true},
		{Func: Func{"runtime/pprof", "Profile", "WriteTo"}, On: Arg0, Dir: Write, UnderLock: true},

		{Func: Func{"text/tabwriter", "Writer", "Flush"}, On: Recv, Dir: Write},
		{Func: Func{"text/tabwriter", "Writer", "Write"}, On: Recv, Dir: Write},

		{Func: Func{"text/template", "Template", "Execute"}, On: Arg0, Dir: Write},
		{Func: Func{"text/template", "Template", "ExecuteTemplate"}, On: Arg0, Dir: Write},
	},
	Wraps: []Wrap{
		{Func: Func{"archive/tar", "", "NewReader"}, On: Arg0, Dir: Read},
		{Func: Func{"archive/tar", "", "NewWriter"}, On: Arg0, Dir: Write},

		{Func: Func{"archive/zip", "", "NewReader"}, On: Arg0, Dir: Read},
		{Func: Func{"archive/zip", "", "NewWriter"}, On: Arg0, Dir: Write},
		{Func: Func{"archive/zip", "Writer", "Create"}, On: Recv, Dir: Write},
		{Func: Func{"archive/zip", "Writer", "CreateHeader"}, On: Recv, Dir: Write},
		{Func: Func{"archive/zip", "Writer", "CreateRaw"}, On: Recv, Dir: Write},

		{Func: Func{"compress/bzip2", "", "NewReader"}, On: Arg0, Dir: Read},

		{Func: Func{"compress/flate", "", "NewReader"}, On: Arg0, Dir: Read},
		{Func: Func{"compress/flate", "", "NewReaderDict"}, On: Arg0, Dir: Read},
		{Func: Func{"compress/flate", "", "NewWriter"}, On: Arg0, Dir: Write},
		{Func: Func{"compress/flate", "", "NewWriterDict"}, On: Arg0, Dir: Write},
		{Func: Func{"compress/flate", "Writer", "Reset"}, On: Arg0, Dir: Write, Into: Recv},

		{Func: Func{"compress/gzip", "", "NewReader"}, On: Arg0, Dir: Read},
		{Func: Func{"compress/gzip", "", "NewWriter"}, On: Arg0, Dir: Write},
		{Func: Func{"compress/gzip", "", "NewWriterLevel"}, On: Arg0, Dir: Write},
		{Func: Func{"compress/gzip", "Reader", "Reset"}, On: Arg0, Dir: Read, Into: Recv},
		{Func: Func{"compress/gzip", "Writer", "Reset"}, On: Arg0, Dir: Write, Into: Recv},

		{Func: Func{"compress/lzw", "", "NewReader"}, On: Arg0, Dir: Read},
		{Func: Func{"compress/lzw", "", "NewWriter"}, On: Arg0, Dir: Write},

		{Func: Func{"compress/zlib", "", "NewReader"}, On: Arg0, Dir: Read},
		{Func: Func{"compress/zlib", "", "NewReaderDict"}, On: Arg0, Dir: Read},
		{Func: Func{"compress/zlib", "", "NewWriter"}, On: Arg0, Dir: Write},
		{Func: Func{"compress/zlib", "", "NewWriterLevel"}, On: Arg0, Dir: Write},
		{Func: Func{"compress/zlib", "", "NewWriterLevelDict"}, On: Arg0, Dir: Write},
		{Func: Func{"compress/zlib", "Writer", "Reset"}, On: Arg0, Dir: Write, Into: Recv},

		{Func: Func{"encoding/ascii85", "", "NewDecoder"}, On: Arg0, Dir: Read},
		{Func: Func{"encoding/ascii85", "", "NewEncoder"}, On: Arg0, Dir: Write},

		{Func: Func{"encoding/base32", "", "NewDecoder"}, On: Arg1, Dir: Read},
		{Func: Func{"encoding/base32", "", "NewEncoder"}, On: Arg1, Dir: Write},

		{Func: Func{"encoding/base64", "", "NewDecoder"}, On: Arg1, Dir: Read},
		{Func: Func{"encoding/base64", "", "NewEncoder"}, On: Arg1, Dir: Write},

		{Func: Func{"encoding/csv", "", "NewReader"}, On: Arg0, Dir: Read},
		{Func: Func{"encoding/csv", "", "NewWriter"}, On: Arg0, Dir: Write},

		{Func: Func{"encoding/gob", "", "NewDecoder"}, On: Arg0, Dir: Read},
		{Func: Func{"encoding/gob", "", "NewEncoder"}, On: Arg0, Dir: Write},

		{Func: Func{"encoding/hex", "", "Dumper"}, On: Arg0, Dir: Write},
		{Func: Func{"encoding/hex", "", "NewDecoder"}, On: Arg0, Dir: Read},
		{Func: Func{"encoding/hex", "", "NewEncoder"}, On: Arg0, Dir: Write},

		{Func: Func{"encoding/json", "", "NewDecoder"}, On: Arg0, Dir: Read},
		{Func: Func{"encoding/json", "", "NewEncoder"}, On: Arg0, Dir: Write},

		{Func: Func{"encoding/xml", "", "NewDecoder"}, On: Arg0, Dir: Read},
		{Func: Func{"encoding/xml", "", "NewEncoder"}, On: Arg0, Dir: Write},

		{Func: Func{"mime/multipart", "", "NewReader"}, On: Arg0, Dir: Read},
		{Func: Func{"mime/multipart", "", "NewWriter"}, On: Arg0, Dir: Write},
		{Func: Func{"mime/multipart", "Reader", "NextPart"}, On: Recv, Dir: Read},
		{Func: Func{"mime/multipart", "Reader", "NextRawPart"}, On: Recv, Dir: Read},
		{Func: Func{"mime/multipart", "Writer", "CreateFormField"}, On: Recv, Dir: Write},
		{Func: Func{"mime/multipart", "Writer", "CreateFormFile"}, On: Recv, Dir: Write},
		{Func: Func{"mime/multipart", "Writer", "CreatePart"}, On: Recv, Dir: Write},

		{Func: Func{"mime/quotedprintable", "", "NewReader"}, On: Arg0, Dir: Read},
		{Func: Func{"mime/quotedprintable", "", "NewWriter"}, On: Arg0, Dir: Write},

		{Func: Func{"text/tabwriter", "", "NewWriter"}, On: Arg0, Dir: Write},
		{Func: Func{"text/tabwriter", "Writer", "Init"}, On: Arg0, Dir: Write, Into: Recv},
	},
}
