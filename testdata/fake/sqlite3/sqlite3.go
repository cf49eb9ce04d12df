// Package sqlite3 stands for the driver of this import path.
package sqlite3
