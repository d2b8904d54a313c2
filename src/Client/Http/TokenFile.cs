namespace Chancery.Client.Http;

/// <summary>Reads the administrator's token from its file, the only place it comes from.</summary>
internal static class TokenFile
{
    private const int LongestToken = 4096;

    public static ApiResult<string> Read(string path)
    {
        try
        {
            var file = new FileInfo(path);
            var token = file.Length <= LongestToken ? File.ReadLines(path).FirstOrDefault()?.Trim() : null;
            return token is { Length: > 0 } && token.All(c => c is > ' ' and < (char)127) ? token : Unreadable(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return Unreadable(path);
        }
    }

    private static ApiError Unreadable(string path) => new(ClientErrorCodes.TokenUnreadable, "The file with the token cannot be read, or holds none.", path);
}
