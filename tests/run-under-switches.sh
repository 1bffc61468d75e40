#!/bin/sh
# Runs all tests of the scoring core as if the processor had fewer sets of instructions, one after the other.
# usage: tests/run-under-switches.sh   (a few minutes for each; the last ones, without fused multiply-adds, are the slowest)
set -eu
cd "$(dirname "$0")/.."
dotnet build tests/XentStream.Scoring.Tests -c Release -v quiet
failed=0
for switch in DOTNET_EnableAVX512=0 DOTNET_PreferredVectorBitWidth=128 DOTNET_EnableAVX2=0 DOTNET_EnableHWIntrinsic=0; do
    echo "== $switch"
    env "$switch" dotnet tests/XentStream.Scoring.Tests/bin/Release/net10.0/XentStream.Scoring.Tests.dll \
        -class- 'XentStream.Scoring.Tests.Bits.BitsTests' || failed=1
done
exit $failed
