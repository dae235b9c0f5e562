/** Functions as processes: what runs a deployed zip, whatever Lambda's API says of it. */
package dev.chirp.internal.sandbox.lambda.run;
