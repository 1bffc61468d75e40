global using XentStream.Tests;
