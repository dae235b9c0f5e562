#!/bin/sh
# Measures anew.
echo shall
