namespace XentStream.Commands;

/// <summary>Reads payload files into one buffer that is used again: to make a large array for each costs more than to read it.</summary>
internal sealed class PayloadReader
{
    /// <summary>Stands for standard input.</summary>
    public const string StandardInput = "-";

    private const int LeastGrowth = 64 * 1024;

    private byte[] buffer = [];

    /// <summary>Reads a file.</summary>
    /// <param name="file">Its name, or <see cref="StandardInput"/>.</param>
    /// <returns>Its bytes, which are valid until the next call; or why it cannot be read.</returns>
    public (ReadOnlyMemory<byte>? Payload, string? Obstacle) Read(string file)
    {
        if (file != StandardInput && !File.Exists(file))
        {
            return (null, $"There is no readable file `{file}`. Name payload files, or - for standard input.");
        }

        try
        {
            using var input = file == StandardInput ? Console.OpenStandardInput() : new FileStream(file, new FileStreamOptions { BufferSize = 0 });
            return (ReadToEnd(input, input.CanSeek ? input.Length : 0), null);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return (null, $"The file `{file}` cannot be read: {unreadable.Message} Name payload files that can be, or - for standard input.");
        }
    }

    // Room for one byte more than a file has: that nothing comes into it is the end.
    private ReadOnlyMemory<byte> ReadToEnd(Stream input, long expected)
    {
        Reserve(expected + 1, kept: 0);
        for (var length = 0; ;)
        {
            var read = input.Read(buffer.AsSpan(length));
            if (read == 0)
            {
                return buffer.AsMemory(0, length);
            }

            length += read;
            if (length == buffer.Length)
            {
                Reserve(length + Math.Max((long)length, LeastGrowth), length);
            }
        }
    }

    private void Reserve(long room, int kept)
    {
        if (room <= buffer.Length)
        {
            return;
        }

        if (kept >= Array.MaxLength || (kept == 0 && room > Array.MaxLength))
        {
            throw new IOException("The file is longer than a payload can be.");
        }

        var larger = GC.AllocateUninitializedArray<byte>((int)Math.Min(room, Array.MaxLength));
        buffer.AsSpan(0, kept).CopyTo(larger);
        buffer = larger;
    }
}
