// Package pq stands for the driver of this import path.
package pq
