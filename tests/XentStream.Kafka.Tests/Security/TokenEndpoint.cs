using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace XentStream.Kafka.Tests.Security;

/// <summary>
/// An endpoint that hands out tokens to a client that proves who it is, by the grant of client credentials (<see href="https://www.rfc-editor.org/rfc/rfc6749#section-4.4"/>). Its tokens are not signed
/// (<see href="https://www.rfc-editor.org/rfc/rfc7519#section-6"/>), and a broker that checks no signature takes them.
/// </summary>
internal sealed class TokenEndpoint : IDisposable
{
    public const string Client = "the worker";
    public const string Secret = "a secret of the endpoint";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly HttpListener listener = new();
    private readonly SemaphoreSlim issued = new(0);
    private readonly TimeSpan lifetime;

    /// <summary>Begins to listen.</summary>
    /// <param name="lifetime">How long a token is good.</param>
    public TokenEndpoint(TimeSpan lifetime)
    {
        this.lifetime = lifetime;
        using (var free = new TcpListener(IPAddress.Loopback, 0))
        {
            free.Start();
            Url = $"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}/token/";
        }

        listener.Prefixes.Add(Url);
        listener.Start();
        _ = ServeAsync();
    }

    /// <summary>Where it is.</summary>
    public string Url { get; }

    /// <summary>Waits until it has handed out so many more tokens.</summary>
    public async Task AwaitIssuedAsync(int tokens, CancellationToken stop)
    {
        for (var token = 0; token < tokens; token++)
        {
            Assert.True(await issued.WaitAsync(Patience, stop), $"Nobody has asked for a token in {Patience}.");
        }
    }

    public void Dispose()
    {
        listener.Close();
        issued.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                Answer(await listener.GetContextAsync());
            }
        }
        catch (Exception ended) when (ended is HttpListenerException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private void Answer(HttpListenerContext context)
    {
        var isKnown = context.Request.Headers["Authorization"] == $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Client}:{Secret}"))}";
        context.Response.StatusCode = isKnown ? 200 : 401;
        context.Response.ContentType = "application/json";
        context.Response.Close(JsonSerializer.SerializeToUtf8Bytes(isKnown ? new { access_token = Make(), token_type = "Bearer", expires_in = (int)lifetime.TotalSeconds } : (object)new { error = "invalid_client" }), willBlock: true);
        if (isKnown)
        {
            issued.Release();
        }
    }

    private string Make()
    {
        var now = TimeProvider.System.GetUtcNow();
        return $"{Part(new { alg = "none" })}.{Part(new { sub = SecuredBroker.User, iat = now.ToUnixTimeSeconds(), exp = (now + lifetime).ToUnixTimeSeconds() })}.";
    }

    private static string Part<T>(T part) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(part));
}
