using System.Diagnostics.CodeAnalysis;

namespace Chancery.Client;

/// <summary>Why a call did not do what was asked.</summary>
/// <param name="Code">A code of the product's error catalogue.</param>
/// <param name="Message">The server's words, or the client's own; English, holds no secret.</param>
/// <param name="Target">The field, file or object it is about.</param>
/// <param name="Status">The HTTP status; 0 where there was no answer.</param>
/// <param name="RequestId">The server's identifier of the request, for its log.</param>
public sealed record ApiError(string Code, string Message, string? Target = null, int Status = 0, string? RequestId = null);

/// <summary>The answer to a call, or the failure that stands in its place.</summary>
/// <typeparam name="T">What success yields.</typeparam>
[SuppressMessage("Design", "CA1000", Justification = "The constructors of a result are its vocabulary.")]
public readonly record struct ApiResult<T>
{
    private readonly T? _value;

    private ApiResult(T? value, ApiError? error) => (_value, Error) = (value, error);

    /// <summary>The failure, or null where there is a value.</summary>
    public ApiError? Error { get; }

    /// <summary>Whether there is a value.</summary>
    [MemberNotNullWhen(false, nameof(Error))]
    public bool IsOk => Error is null;

    /// <summary>The value. Reading it from a failure is a bug and throws.</summary>
    /// <exception cref="InvalidOperationException">This is a failure.</exception>
    public T Value => Error is null ? _value! : throw new InvalidOperationException($"No value: {Error.Code}: {Error.Message}");

    /// <summary>A success.</summary>
    /// <param name="value">Its value.</param>
    public static ApiResult<T> Ok(T value) => new(value, null);

    /// <summary>A failure.</summary>
    /// <param name="error">What failed.</param>
    public static ApiResult<T> Fail(ApiError error) => new(default, error);

    /// <summary>A success, from its value alone.</summary>
    /// <param name="value">Its value.</param>
    public static implicit operator ApiResult<T>(T value) => Ok(value);

    /// <summary>A failure, from its error alone.</summary>
    /// <param name="error">What failed.</param>
    public static implicit operator ApiResult<T>(ApiError error) => Fail(error);

    /// <summary>Goes on with the value, or passes the failure on.</summary>
    /// <typeparam name="TNext">What comes of it.</typeparam>
    /// <param name="next">What to do with the value.</param>
    public ApiResult<TNext> Then<TNext>(Func<T, ApiResult<TNext>> next) => IsOk ? next(Value) : Error;
}

/// <summary>A success that says nothing more.</summary>
public readonly record struct Done;
