/**
 * What the tests over the wire are made of: clients proper and improper, the service in
 * this process or in one of its own, and plain HTTP to it. Knows the wire, and nothing of
 * the service's code but its application class.
 */
@NullMarked
package io.roomcast.harness;

import org.jspecify.annotations.NullMarked;
