<#
.SYNOPSIS
    The commands of ./dev for Windows PowerShell 5.1 and newer.
.EXAMPLE
    .\dev.ps1 run
    .\dev.ps1 test tests\domain
#>
$ErrorActionPreference = 'Stop'
$callerDir = (Get-Location).Path
# The certificates this computer trusts: an organisation may have its own.
$env:UV_SYSTEM_CERTS = '1'
$env:UV_PYTHON_DOWNLOADS = 'never'
$env:PYTHONUTF8 = '1'
$venv = Join-Path $PSScriptRoot '.venv'
$python = Join-Path $venv 'Scripts\python.exe'
$uv = Join-Path $venv 'Scripts\uv.exe'

function Stop-WithMessage([string]$text) {
    [Console]::Error.WriteLine("dev: $text")
    exit 1
}

function Invoke-Checked([string]$program, [string[]]$arguments) {
    & $program @arguments
    if ($LASTEXITCODE -ne 0) { exit $LASTEXITCODE }
}

function Find-Python {
    # The launcher first: python.exe may be the stub that only opens the store.
    $probe = 'import sys; sys.exit(sys.version_info < (3, 11))'
    foreach ($candidate in @(@('py', '-3'), @('python'), @('python3'))) {
        if (-not (Get-Command $candidate[0] -ErrorAction SilentlyContinue)) { continue }
        $prefix = @($candidate | Select-Object -Skip 1)
        try { & $candidate[0] @prefix -c $probe 2>$null } catch { continue }
        if ($LASTEXITCODE -eq 0) { return $candidate }
    }
    Stop-WithMessage 'Python 3.11 or newer is needed and was not found. Install it and start again.'
}

function Test-Stamp([string]$name, [string]$file) {
    $stampFile = Join-Path $venv ".stamp-$name"
    if (-not (Test-Path $stampFile)) { return $false }
    $now = (Get-FileHash -Algorithm SHA256 $file).Hash
    return (Get-Content $stampFile -TotalCount 1) -eq $now
}

function Set-Stamp([string]$name, [string]$file) {
    Set-Content (Join-Path $venv ".stamp-$name") (Get-FileHash -Algorithm SHA256 $file).Hash
}

function Install-Lock([string]$lock) {
    if (Test-Stamp $lock $lock) { return }
    [Console]::Error.WriteLine("dev: installing $lock")
    # uv cannot replace its own running program, so pip installs the lock that holds it.
    if ((Test-Path $uv) -and ($lock -ne 'requirements-build.lock')) {
        Invoke-Checked $uv @('pip', 'install', '-q', '--python', $python, '--require-hashes', '-r', $lock)
    }
    else {
        Invoke-Checked $python @('-m', 'pip', 'install', '-q', '--require-hashes', '-r', $lock)
    }
    Set-Stamp $lock $lock
}

function Initialize-Environment([string]$lock) {
    if (-not (Test-Path $python)) {
        $base = @(Find-Python)
        $prefix = @($base | Select-Object -Skip 1)
        Invoke-Checked $base[0] ($prefix + @('-m', 'venv', $venv))
    }
    Install-Lock 'requirements-build.lock'
    Install-Lock $lock
    if (-not (Test-Stamp 'project' 'pyproject.toml')) {
        Invoke-Checked $uv @('pip', 'install', '-q', '--python', $python, '--no-deps', '--no-build-isolation', '-e', '.')
        Set-Stamp 'project' 'pyproject.toml'
    }
    $stale = Get-ChildItem deskclient -Recurse -Filter *.ts | Where-Object {
        $compiled = [IO.Path]::ChangeExtension($_.FullName, '.qm')
        -not (Test-Path $compiled) -or (Get-Item $compiled).LastWriteTime -lt $_.LastWriteTime
    }
    if ($stale) { Invoke-Checked $python @('-m', 'tools.i18n', 'compile') }
}

function Invoke-Tool([string]$name, [string[]]$arguments) {
    Initialize-Environment 'requirements-dev.lock'
    if (-not $env:QT_QPA_PLATFORM) { $env:QT_QPA_PLATFORM = 'offscreen' }
    Invoke-Checked $python (@('-m', "tools.$name") + $arguments)
}

function Invoke-Lint {
    Initialize-Environment 'requirements-dev.lock'
    $failed = $false
    $checks = @(
        @('-m', 'ruff', 'check', '.'),
        @('-m', 'ruff', 'format', '--check', '.'),
        @('-c', 'from importlinter.cli import lint_imports; raise SystemExit(lint_imports())'),
        @('-m', 'mypy'),
        @('-m', 'deptry', 'deskclient'),
        @('-m', 'tools.lock', '--check')
    )
    foreach ($check in $checks) {
        & $python @check
        if ($LASTEXITCODE -ne 0) { $failed = $true }
    }
    if ($failed) { Stop-WithMessage 'Some checks failed; each says above what it found.' }
}

function Invoke-Tests([string[]]$arguments) {
    Initialize-Environment 'requirements-dev.lock'
    if (-not $env:QT_QPA_PLATFORM) { $env:QT_QPA_PLATFORM = 'offscreen' }
    if ($arguments.Count -gt 0 -and $arguments[0] -eq 'desks') {
        $arguments = @('-m', 'desks') + @($arguments | Select-Object -Skip 1)
    }
    elseif ($arguments.Count -eq 0) {
        $arguments = @('-q', '-n', '2', '--dist', 'loadfile')
    }
    Invoke-Checked $python (@('-m', 'pytest') + $arguments)
}

$command = if ($args.Count -gt 0) { [string]$args[0] } else { 'help' }
$rest = @($args | Select-Object -Skip 1 | ForEach-Object { [string]$_ })

# The caller's folder comes back however the command ends.
Push-Location $PSScriptRoot
try {
    switch ($command) {
        'run' {
            Initialize-Environment 'requirements.lock'
            Invoke-Checked $python (@('-m', 'deskclient', 'demo') + $rest)
        }
        'test' { Invoke-Tests $rest }
        'lint' { Invoke-Lint }
        'shots' {
            if ($rest.Count -eq 0) { Stop-WithMessage 'Say where the pictures go: .\dev.ps1 shots DIR' }
            if (-not [IO.Path]::IsPathRooted($rest[0])) { $rest[0] = Join-Path $callerDir $rest[0] }
            Invoke-Tool 'shots' $rest
        }
        { $_ -in 'simulate', 'kill', 'bench' } { Invoke-Tool $command $rest }
        'i18n' {
            Initialize-Environment 'requirements-dev.lock'
            Invoke-Checked $python @('-m', 'tools.i18n', 'update')
        }
        'lock' {
            Initialize-Environment 'requirements-dev.lock'
            Invoke-Checked $python (@('-m', 'tools.lock') + $rest)
        }
        'build' {
            Initialize-Environment 'requirements-dev.lock'
            Invoke-Checked $python @('-m', 'tools.i18n', 'compile')
            Invoke-Checked $python @('-m', 'hatchling', 'build', '-t', 'wheel', '-d', 'dist')
        }
        default {
            'Commands: run, test [desks], lint, shots DIR, simulate, kill, bench, i18n, lock, build'
            if ($command -ne 'help') { exit 2 }
        }
    }
}
finally {
    Pop-Location
}
